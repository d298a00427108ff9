import { defineModel, documentSchema, text } from '@chowk/runtime/mongo';
import { CATEGORY_TYPES, type CategoryFields } from '../domain/category.ts';

export interface CategoryDocument extends CategoryFields {
  _id: string;
  version: number;
  /** How often something came to name it: what such a transaction writes, to conflict with a deletion. */
  uses?: number;
}

const schema = documentSchema<CategoryDocument>('categories', {
  _id: text,
  name: text,
  slug: text,
  type: { ...text, enum: CATEGORY_TYPES },
  parentId: { type: String, default: null },
  sortOrder: { type: Number, required: true },
  icon: { type: String, default: null },
  image: { type: String, default: null },
  colour: { type: String, default: null },
  tags: { type: [String], required: true },
  version: { type: Number, required: true },
  uses: Number,
});
schema.index({ slug: 1 }, { unique: true });
schema.index({ type: 1, sortOrder: 1, name: 1 });
schema.index({ parentId: 1 });

export const categoryModel = defineModel('Category', schema);

/** One document; every change of the tree writes it, so that such changes conflict. */
export const categoryTreeModel = defineModel(
  'CategoryTree',
  documentSchema<{ _id: string; changes: number }>('category_tree', {
    _id: text,
    changes: { type: Number, required: true },
  }),
);
