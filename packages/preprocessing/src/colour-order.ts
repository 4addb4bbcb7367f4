export const colours = ['rgb', 'bgr', 'grey'] as const;
export type Colour = (typeof colours)[number];

/** The number of planes a colour order makes. */
export const channelCount = (colour: Colour): 1 | 3 => (colour === 'grey' ? 1 : 3);
