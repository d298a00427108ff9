/** A security event worth keeping. Ids only: never a phone, an address or a token. */
export interface AuditEntry {
  action:
    | 'user.registered'
    | 'user.role_changed'
    | 'user.status_changed'
    | 'session.started'
    | 'session.revoked'
    | 'refresh_token.reused'
    | 'signing_keys.rotated'
    | 'signing_keys.revoked';
  /** Who did it; undefined when the system did. */
  actorId?: string;
  /** Who or what it was done to. */
  subjectId: string;
  at: Date;
  facts?: Record<string, string | number | readonly string[]>;
}
