/** "28 × 28 grey" or "32 × 32 colour"; sizes that are not known are 0. */
export const imageFormat = ({
  width,
  height,
  channels,
}: {
  width: number;
  height: number;
  channels: number;
}) => {
  const colour = channels === 1 ? 'grey' : 'colour';
  return width === 0 ? `many sizes, ${colour}` : `${width} × ${height} ${colour}`;
};
