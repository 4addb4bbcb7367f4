// Bundled to dist/runner/main.js: the sandboxed child process.
import '@clusterboard/extraction/runner';
