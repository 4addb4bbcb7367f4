import type { CSSProperties, ReactNode } from 'react';

/** Pixels of the pictures that other sites show beside a link. */
export const previewSize = { width: 1200, height: 630 };

/** Text in at most so many lines, whatever a stranger has typed; on a single one no word goes to the next. */
export const clamped = (lines: number): CSSProperties => ({
  display: 'block',
  lineClamp: lines,
  overflow: 'hidden',
  wordBreak: lines === 1 ? 'break-all' : 'break-word',
});

/** Only inline styles and flex boxes: what the image renderer (satori) understands. Colours are those of the light theme. */
export function PreviewFrame({ aside, children }: { aside: string; children: ReactNode }) {
  return (
    <div
      style={{
        display: 'flex',
        flexDirection: 'column',
        width: '100%',
        height: '100%',
        padding: 72,
        background: '#fafaf7',
        color: '#15191c',
      }}
    >
      <div style={{ display: 'flex', alignItems: 'center', fontSize: 30, color: '#4c545a' }}>
        <Dot size={26} fill="#0a5fa4" />
        <Dot size={20} fill="#8a5200" />
        <Dot size={23} fill="#00704f" />
        <span style={{ marginLeft: 16 }}>Clusterboard</span>
        <span style={{ ...clamped(1), marginLeft: 'auto', maxWidth: 680 }}>{aside}</span>
      </div>
      {children}
    </div>
  );
}

const Dot = ({ size, fill }: { size: number; fill: string }) => (
  <div style={{ width: size, height: size, borderRadius: size, background: fill, marginRight: 6 }} />
);

/** The line in large letters, above the picture's middle. */
export const PreviewTitle = ({ children }: { children: string }) => (
  <div style={{ display: 'flex', marginTop: 64, height: 168, alignItems: 'flex-end' }}>
    <div style={{ ...clamped(2), fontSize: children.length > 36 ? 52 : 76, lineHeight: 1.08 }}>
      {children}
    </div>
  </div>
);

export const PreviewText = ({ lines, children }: { lines: number; children: string }) => (
  <div style={{ ...clamped(lines), marginTop: 18, fontSize: 32, lineHeight: 1.3, color: '#4c545a' }}>
    {children}
  </div>
);
