/**
 * How one room brings along what another keeps, in the command that reads its own (`$lookup`): the other names
 * its collection and the field, and reads its documents itself, so that they stay its own affair.
 */
export interface Join<Entity> {
  from: string;
  foreignField: string;
  /** @param document as it is stored */
  read(document: unknown): Entity;
}
