export { buildReceipt, type ReceiptSource } from './build-receipt.ts';
export { type Comparison, compareReceipts, type Step, steps } from './compare-receipts.ts';
export { evaluateSplits, type TimedEvaluation } from './evaluate-splits.ts';
export { hashContent } from './hash-content.ts';
export { type ReadReceipt, readReceipt } from './read-receipt.ts';
export { type Receipt, receiptSchema } from './receipt.ts';
export { differencesOfSurroundings, type Surrounding } from './surroundings.ts';
