export { type ApiEnvironment, readApiEnvironment } from './api-environment.ts';
export { type CommandEnvironment, readCommandEnvironment } from './command-environment.ts';
export { libraryVariables } from './library-variables.ts';
export { EnvironmentError, type Variables } from './parse.ts';
export { readStartEnvironment, type StartEnvironment } from './start-environment.ts';
export { readWebEnvironment, type WebEnvironment } from './web-environment.ts';
export {
  type ExecutionProvider,
  executionProviders,
  type RunnerSandbox,
  readWorkerEnvironment,
  type WorkerEnvironment,
} from './worker-environment.ts';
