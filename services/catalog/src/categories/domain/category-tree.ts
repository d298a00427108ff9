/** A category's place in the tree. */
export interface CategoryNode {
  id: string;
  parentId: string | null;
}

/** Whether hanging `id` below `parentId` would make it an ancestor of itself. */
export function wouldCycle(nodes: readonly CategoryNode[], id: string, parentId: string): boolean {
  const parents = new Map(nodes.map((node) => [node.id, node.parentId]));
  const seen = new Set<string>();
  for (let at: string | null | undefined = parentId; at != null; at = parents.get(at)) {
    // `seen` ends the walk on data that is broken already.
    if (at === id || seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

/** A category and everything below it. */
export function withDescendants(nodes: readonly CategoryNode[], rootId: string): string[] {
  const found = new Set([rootId]);
  const queue = [rootId];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const node of nodes) {
      if (node.parentId !== at || found.has(node.id)) continue;
      found.add(node.id);
      queue.push(node.id);
    }
  }
  return [...found];
}
