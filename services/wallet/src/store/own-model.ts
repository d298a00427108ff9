import type { Connection, Model, Schema } from 'mongoose';

/** The model on the service's own connection; mongoose refuses to make one twice, and migrations need it too. */
export const ownModel = <Row>(connection: Connection, name: string, schema: Schema<Row>): Model<Row> =>
  (connection.models[name] as Model<Row> | undefined) ?? connection.model<Row>(name, schema);
