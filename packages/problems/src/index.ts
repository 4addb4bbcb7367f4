export { PlatformFault, withoutFolder } from './platform-fault.ts';
export { printable, printableJson, printableText } from './printable.ts';
export { type Problem, type ProblemCode, problem, problemCodes, problemTable } from './problem.ts';
export { failure, type Result, success } from './result.ts';
