import { Schema, type Connection } from 'mongoose';
import { CATEGORY_TYPES, type CategoryFields } from '../ports.ts';

export interface CategoryDocument extends CategoryFields {
  _id: string;
  version: number;
}

const schema = new Schema<CategoryDocument>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    slug: { type: String, required: true },
    type: { type: String, enum: CATEGORY_TYPES, required: true },
    parentId: { type: String, default: null },
    sortOrder: { type: Number, required: true },
    icon: { type: String, default: null },
    image: { type: String, default: null },
    colour: { type: String, default: null },
    tags: { type: [String], required: true },
    version: { type: Number, required: true },
  },
  { versionKey: false },
);
schema.index({ slug: 1 }, { unique: true });
schema.index({ type: 1, sortOrder: 1, name: 1 });
schema.index({ parentId: 1 });

/** One document; every change of the tree writes it, so that such changes conflict. */
const treeSchema = new Schema<{ _id: string; changes: number }>(
  { _id: { type: String, required: true }, changes: { type: Number, required: true } },
  { versionKey: false },
);

export const categoryModel = (connection: Connection) =>
  connection.model<CategoryDocument>('Category', schema, 'categories');

export const categoryTreeModel = (connection: Connection) =>
  connection.model('CategoryTree', treeSchema, 'category_tree');
