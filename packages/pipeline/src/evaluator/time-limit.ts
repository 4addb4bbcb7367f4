/** ImageNet's 1.3 million images take hours; a limit that suits them would be far too long for small datasets. */
const imagesOfSetting = 250_000;

/** The time limit of an evaluation of so many images of both splits: as set, and in proportion for large datasets. */
export const evaluationSeconds = (wallClockSeconds: number, images: number): number =>
  Math.ceil(wallClockSeconds * Math.max(1, images / imagesOfSetting));
