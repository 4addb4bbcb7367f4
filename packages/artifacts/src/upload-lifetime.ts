/** Unfinished and unclaimed uploads are removed after this long: the API announces it, the worker removes them. */
export const uploadLifetimeMs = 24 * 60 * 60 * 1000;
