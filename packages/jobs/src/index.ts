export { type Message, messageOf, type TaskName, type TaskPayload, taskNames, tasks } from './tasks.ts';
