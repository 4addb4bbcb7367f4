export { isSpaceLow, type ReadSpace, readSpace, reserveBytes } from './disk-space.ts';
export { EntryWriter, type FileCacheSettings, findEntry, trimCache } from './file-cache.ts';
export { errorCode, isDiskFull, isMissing, mentionsDiskFull } from './file-problem.ts';
export { HashedFile, hashFile, labelBytes } from './hashed-file.ts';
export { makeFolder } from './make-folder.ts';
export { headerEnd, npyHeader, parseHeader, preludeBytes } from './npy/npy-header.ts';
export { type ObjectStore, openObjectStore, type StoredObject } from './object-store.ts';
export { uploadLifetimeMs } from './upload-lifetime.ts';
