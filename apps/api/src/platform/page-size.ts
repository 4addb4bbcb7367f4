/** The most rows or ids that one field takes or gives. */
export const largestPage = 100;

/** Rows of a page when nothing is said. */
export const usualPage = 20;
