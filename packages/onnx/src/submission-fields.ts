import { preprocessing } from '@clusterboard/preprocessing';
import { z } from 'zod';
import { imitates, isVisible, skeleton } from './names/name-likeness.ts';
import { shippedBy, shippedNames } from './names/shipped-names.ts';
import { layouts } from './output/layouts.ts';
import { poolings } from './poolings.ts';

/** Which output of the model holds the features, and how they are pooled. */
export const encoderOutput = z.object({
  name: z.string().min(1, 'Choose an output.').max(512, 'Output names have at most 512 characters.'),
  layout: z.enum(layouts),
  pooling: z.enum(poolings),
});

const reason = z.string().max(1000);
/** Where output, layout and pooling came from: given, or read from the model. */
export const outputReasons = z.strictObject({ output: reason, layout: reason, pooling: reason });

/** Characters (Unicode code points). */
export const maxNameLength = 80;
/** Characters (Unicode code points). */
export const maxDescriptionLength = 2000;

// A bidirectional override in one row of a leaderboard would change how its neighbours are displayed.
const unprintable = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const unprintableInText = /[^\P{Cc}\n\t]|[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

const displayable = (pattern: RegExp) => (text: string) => text.isWellFormed() && !pattern.test(text);
const notDisplayable = 'Remove the characters that cannot be displayed.';
const tooLong = (max: number) => `Use at most ${max} characters.`;

/** The shipped encoder that a name would be taken for without being the same. */
const imitated = (given: string): string | undefined =>
  shippedNames.find((shipped) => imitates(given.trim(), shipped));

/** Trimmed. Each rule stops at the first that fails, so that a field has one problem at a time. */
const line = (missing: string) =>
  z
    .string()
    .trim()
    .refine((text) => text !== '', { error: missing, abort: true })
    .refine((text) => [...text].length <= maxNameLength, { error: tooLong(maxNameLength), abort: true })
    .refine(displayable(unprintable), { error: notDisplayable, abort: true })
    .refine(isVisible, 'Use at least one character that can be seen.');

const name = line('Enter a name for the encoder.').refine((given) => imitated(given) === undefined, {
  error: ({ input }) =>
    `It looks like “${imitated(String(input))}”, an encoder that ships with Clusterboard. Use another name, or the same characters.`,
});

const submitter = line('Enter your name. It will appear on the entry.').refine(
  (given) => skeleton(given) !== skeleton(shippedBy),
  `“${shippedBy}” stands for the entries that ship with it. Use your own name.`,
);

const text = z
  .string()
  .overwrite((given) => given.replaceAll('\r\n', '\n'))
  .trim()
  .refine((given) => [...given].length <= maxDescriptionLength, {
    error: tooLong(maxDescriptionLength),
    abort: true,
  })
  .refine(displayable(unprintableInText), notDisplayable);

/** What a submitter states about a model: the same rules for the API, the command and the web form. */
export const submissionFields = z.object({
  name,
  description: text,
  submittedBy: submitter,
  preprocessing,
  /** null reads it from the model. */
  outputName: encoderOutput.shape.name.nullable(),
  /** null reads it from the model. */
  layout: encoderOutput.shape.layout.nullable(),
  /** null reads it from the model. */
  pooling: encoderOutput.shape.pooling.nullable(),
});

export type SubmissionFields = z.infer<typeof submissionFields>;
