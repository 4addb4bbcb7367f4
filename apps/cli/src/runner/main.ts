// Bundled to dist/runner/main.js: the jailed child process.
import '@clusterboard/extraction/runner';
