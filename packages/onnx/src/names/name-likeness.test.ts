import { describe, expect, it } from 'vitest';
import { imitates, isVisible, skeleton } from './name-likeness.ts';

describe('a name that looks like another', () => {
  it.each([
    ['SіmCLR', 'SimCLR'],
    ['ЅімСLR', 'SimCLR'],
    ['SimCIR', 'SimClR'],
    ['ＳｉｍＣＬＲ', 'SimCLR'],
    ['𝐒𝐢𝐦𝐂𝐋𝐑', 'SimCLR'],
    ['Sim\u200bCLR', 'SimCLR'],
    ['Sim\u00adCLR', 'SimCLR'],
    ['SimCLR\ufe0f', 'SimCLR'],
    ['SimCLṚ', 'SimCLR'],
    ['ResNet\u201150', 'ResNet-50'],
    ['ResNet–50', 'ResNet-50'],
    ['ResNet-5О', 'ResNet-50'],
    ['Raw\u2003pixels', 'Raw pixels'],
    ['Raw\u2800pixels', 'Raw pixels'],
    ['Ꭺutoencoder', 'Autoencoder'],
    ['Αutoencoder', 'Autoencoder'],
    ['ʀᴏᴛɴᴇᴛ', 'RotNet'],
  ])('%s imitates %s', (name, other) => {
    expect(imitates(name, other)).toBe(true);
  });

  it.each([
    ['SimCLR', 'SimCLR'],
    ['simclr', 'SimCLR'],
    [' Raw  pixels', 'Raw pixels'],
    ['Zu\u0308rich', 'Z\u00fcrich'],
    ['SimCLR v2', 'SimCLR'],
    ['v1.0', 'v10'],
    ['ResNet-50', 'ResNet-60'],
    ['汉字', '漢字'],
    ['Кодировщик', 'Encoder'],
    ['🦜', '🔥'],
  ])('%s does not imitate %s', (name, other) => {
    expect(imitates(name, other)).toBe(false);
  });

  it('has one skeleton for both', () => {
    expect(skeleton('ЅімСLR')).toBe(skeleton('SimCLR'));
  });
});

describe('a name of which nothing is seen', () => {
  it.each([
    '\u200b',
    '\u2060\u2061',
    '\u3164',
    '\u115f\u1160',
    '\u2800',
    '\u00ad',
    '\ufe0f',
    '\u0301',
    '\u{e0041}',
    ' \u00a0 ',
  ])('is %j', (name) => {
    expect(isVisible(name)).toBe(false);
  });

  it.each(['a', '汉', 'م', '🦜', '-', '👩‍🔬', 'é', 'e\u0301'])('is not %s', (name) => {
    expect(isVisible(name)).toBe(true);
  });
});
