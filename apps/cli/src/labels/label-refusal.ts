/** A sentence part on why a file is no list of labels. */
export class LabelRefusal extends Error {
  override readonly name = 'LabelRefusal';
}
