const golden = Math.PI * (3 - Math.sqrt(5));

interface Cloud {
  readonly x: number;
  readonly y: number;
  readonly spread: number;
  readonly points: number;
  readonly fill: string;
}

const clouds: readonly Cloud[] = [
  { x: 96, y: 92, spread: 62, points: 42, fill: 'fill-accent' },
  { x: 262, y: 68, spread: 50, points: 30, fill: 'fill-wait' },
  { x: 214, y: 206, spread: 66, points: 46, fill: 'fill-good' },
  { x: 352, y: 178, spread: 44, points: 24, fill: 'fill-ink-faint' },
];

/** Points on a sunflower spiral, a little stretched, so that every visit draws the same picture. */
const pointsOf = ({ x, y, spread, points }: Cloud) =>
  Array.from({ length: points }, (_, index) => {
    const radius = spread * Math.sqrt((index + 0.5) / points);
    const angle = index * golden;
    return {
      cx: (x + radius * Math.cos(angle) * 1.12).toFixed(1),
      cy: (y + radius * Math.sin(angle) * 0.88).toFixed(1),
      r: (2.2 + 1.6 * (1 - radius / spread)).toFixed(1),
    };
  });

/** An ornament: clouds of points that fall into clusters. It shows no data. */
export function HeroFigure({ className }: { className: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 420 290" className={className}>
      {clouds.map((cloud) => (
        <g key={cloud.fill} className={cloud.fill}>
          <ellipse
            cx={cloud.x}
            cy={cloud.y}
            rx={cloud.spread * 1.32}
            ry={cloud.spread * 1.06}
            fillOpacity="0.07"
          />
          {pointsOf(cloud).map((point) => (
            <circle key={`${point.cx} ${point.cy}`} {...point} fillOpacity="0.75" />
          ))}
        </g>
      ))}
    </svg>
  );
}
