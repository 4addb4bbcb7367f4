/** "28 × 28 grey" or "32 × 32 colour". */
export const imageFormat = ({
  width,
  height,
  channels,
}: {
  width: number;
  height: number;
  channels: number;
}) => `${width} × ${height} ${channels === 1 ? 'grey' : 'colour'}`;
