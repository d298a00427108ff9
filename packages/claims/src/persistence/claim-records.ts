import { isDuplicateKey } from '@chowk/runtime/mongo';
import type { ClientSession, Connection } from 'mongoose';
import type { Claim } from '../domain/claim.ts';
import { RECORDED, recordCollection } from './claims.model.ts';

const DAY_MS = 24 * 3600 * 1000;
/** Two writers that insert one record collide once; the loser finds it there the next time. */
const MAX_TRIES = 3;

/** For how long records are kept, in days after the claim came into its state. */
export interface Retention {
  /** Held by nobody any more: as long as a late or repeated call may come. */
  endedDays: number;
  /**
   * Confirmed units of a count: as long as they may be released. Afterwards a release gives nothing back,
   * and the same id would be counted anew.
   */
  confirmedDays: number;
}

/** What is known of claims that have left their resource. */
export interface ClaimRecords {
  find(resourceId: string, claimId: string, session?: ClientSession): Promise<Claim | undefined>;
  /**
   * Writes claims down. A record only ever moves on (expired, confirmed, released), so one who comes late
   * with what was true a while ago changes nothing.
   */
  write(resourceId: string, claims: readonly Claim[], session?: ClientSession): Promise<void>;
}

export function createClaimRecords(connection: Connection, retention: Retention): ClaimRecords {
  const records = recordCollection(connection);

  const forgetAt = ({ state, at }: Claim): Date => {
    const days = state === 'confirmed' ? retention.confirmedDays : retention.endedDays;
    return new Date(at.getTime() + days * DAY_MS);
  };

  return {
    async find(resourceId, claimId, session) {
      const record = await records.findOne({ _id: `${resourceId} ${claimId}` }, session && { session });
      if (!record) return undefined;
      const { content, stage } = record;
      return { id: claimId, state: RECORDED[stage]!, ...(content && { content }), at: record.at };
    },
    async write(resourceId, claims, session) {
      const writes = claims.map((claim) => ({
        updateOne: {
          filter: { _id: `${resourceId} ${claim.id}` },
          update: {
            $max: {
              stage: (RECORDED as readonly string[]).indexOf(claim.state),
              at: claim.at,
              forgetAt: forgetAt(claim),
            },
            ...(claim.content && { $setOnInsert: { content: claim.content } }),
          },
          upsert: true,
        },
      }));
      for (let attempt = 1; ; attempt++) {
        try {
          await records.bulkWrite(writes, { ordered: false, ...(session && { session }) });
          return;
        } catch (error) {
          if (session || !isDuplicateKey(error) || attempt === MAX_TRIES) throw error;
        }
      }
    },
  };
}
