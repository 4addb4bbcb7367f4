// Bundled to dist/evaluator/main.js: the process that evaluates features.
import '@clusterboard/pipeline/evaluator';
