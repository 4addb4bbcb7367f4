import { fetchGraphql } from '../../graphql/fetch-graphql.ts';
import { graphql, type ResultOf } from '../../graphql/graphql.ts';

const PointsQuery = graphql(`
  query ImageMapPoints($id: ID!, $offset: Int!) {
    entry(id: $id) {
      imageMap {
        pointCount
        points(first: 2000, offset: $offset) {
          image
          x
          y
          classIndex
          cluster
          url
        }
      }
    }
  }
`);

type ImageMap = NonNullable<NonNullable<ResultOf<typeof PointsQuery>['entry']>['imageMap']>;
export type MapPoint = ImageMap['points'][number];

/** All points of an entry's map, requested page by page. Throws where the API does not answer. */
export async function readMapPoints(id: string, signal: AbortSignal): Promise<readonly MapPoint[]> {
  const points: MapPoint[] = [];
  for (;;) {
    const result = await fetchGraphql('/graphql', PointsQuery, { id, offset: points.length }, signal);
    const map = result.ok ? result.data.entry?.imageMap : null;
    if (!map) throw new Error('The map cannot be read now.');
    points.push(...map.points);
    if (map.points.length === 0 || points.length >= map.pointCount) return points;
  }
}
