export { checkMongo, connectMongo, isDuplicateKey, mongoTime } from './connect.ts';
export { databaseFailure } from './failures.ts';
export { instant, minorUnits, moneyFields, text } from './fields.ts';
export { findSorted } from './find-sorted.ts';
export { after, type SortKeys } from './keyset.ts';
export { awaitMigrations, pendingMigrations, runMigrations, type Migration } from './migrations.ts';
export { withOperationLimit } from './operation-limits.ts';
export { createCollections, defineModel, documentSchema, type AnyModelDefinition } from './model.ts';
