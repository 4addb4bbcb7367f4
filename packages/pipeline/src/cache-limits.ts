/** What caches of the server and of the command may take at most; both may be lost at any time. */
export const cacheLimits = {
  /** Decoded images: ImageNet's validation images at 224 px take 7.5 GB. */
  cropBytes: 16 * 2 ** 30,
  /** Features: those of all of ImageNet in 2048 dimensions take 10.9 GB. */
  featureBytes: 32 * 2 ** 30,
} as const;
