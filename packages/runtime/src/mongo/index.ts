export { connectMongo, isDuplicateKey, pingMongo } from './connect.ts';
export { createCollections, runMigrations, type Migration } from './migrations.ts';
