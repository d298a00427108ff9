import type { Connection } from 'mongoose';
import type { Claim, Content } from '../domain/claim.ts';
import type { ResourceState } from '../domain/resource.ts';

/** A resource with the claims on it. */
export interface ResourceDocument extends ResourceState {
  /** The resource's id. */
  _id: string;
  /** Counts how often claims have left for the records. */
  epoch: number;
  /** Changes since somebody last looked for claims that can leave. */
  changes: number;
  forgetAt?: Date;
}

/** The states that are put on record, in the order in which a claim may pass through them. */
export const RECORDED = ['expired', 'confirmed', 'released'] as const satisfies ReadonlyArray<Claim['state']>;

/** What is left of a claim that is no longer on its resource. */
export interface ClaimRecordDocument {
  /** Ids of resource and claim, joined by a space. */
  _id: string;
  /** Position in RECORDED. A number, so that `$max` never takes a claim back. */
  stage: number;
  content?: Content;
  /** When the claim came into its state. */
  at: Date;
  forgetAt: Date;
}

const RESOURCES = 'claim_resources';
const RECORDS = 'claim_records';

export const resourceCollection = (connection: Connection) =>
  connection.collection<ResourceDocument>(RESOURCES);
export const recordCollection = (connection: Connection) =>
  connection.collection<ClaimRecordDocument>(RECORDS);

/** Makes the collections; part of a migration of a service. May be repeated. */
export async function createClaimCollections(connection: Connection): Promise<void> {
  for (const name of [RESOURCES, RECORDS]) {
    await connection.createCollection(name);
    await connection.collection(name).createIndex({ forgetAt: 1 }, { expireAfterSeconds: 0 });
  }
}
