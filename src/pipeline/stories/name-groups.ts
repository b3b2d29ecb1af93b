/** A member of a group: the story that it was in until now, '' where it is new. */
interface Member {
  id: string
  story: string
}

/**
 * Gives each group a story id: the one that most of its members had, else one made of its first member's id. An id is given once;
 * where a story split, its larger part goes on under it. `isTaken` says whether a story of that id is there.
 */
export function nameGroups<One extends Member>(
  groups: readonly One[][],
  isTaken: (story: string) => boolean,
): Map<string, One[]> {
  const named = new Map<string, One[]>()
  const left = new Set(groups)
  for (const { group, story } of claimsOf(groups)) {
    if (named.has(story) || !left.has(group)) continue
    named.set(story, group)
    left.delete(group)
  }
  for (const group of left)
    named.set(
      freshId(group, (story) => named.has(story) || isTaken(story)),
      group,
    )
  return named
}

/** Which group has how many members of which story, the most first. */
function claimsOf<One extends Member>(groups: readonly One[][]): { group: One[]; story: string; members: number }[] {
  const claims = groups.flatMap((group) => {
    const counts = new Map<string, number>()
    for (const { story } of group) if (story !== '') counts.set(story, (counts.get(story) ?? 0) + 1)
    return [...counts].map(([story, members]) => ({ group, story, members }))
  })
  return claims.sort((a, b) => b.members - a.members || (a.story < b.story ? -1 : 1))
}

function freshId(group: readonly Member[], isTaken: (story: string) => boolean): string {
  const free = group.find(({ id }) => !isTaken(id))
  if (free) return free.id
  // Each of its members once began a story that went on without it.
  for (let part = 2; ; part++) {
    const id = `${group[0]?.id}~${part}`
    if (!isTaken(id)) return id
  }
}
