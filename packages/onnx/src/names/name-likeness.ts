/**
 * Pairs of a character and the small Latin letter that it looks like. Those that compatibility decomposition and
 * lower case bring together are not listed.
 */
const lookalikes = [
  // Cyrillic
  'аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs һh ԁd ԛq ԝw ӏl гr ьb пn',
  // Cyrillic, large
  'Аa Вb Еe Кk Мm Нh Оo Рp Сc Тt Уy Хx Іl Јj Ѕs Ӏl',
  // Greek
  'αa βb γy εe ηn ιi κk νv οo ρp τt υu χx ωw σo πn',
  // Greek, large
  'Αa Βb Εe Ζz Ηh Ιl Κk Μm Νn Οo Ρp Τt Υy Χx',
  // Armenian
  'օo սu հh ոn ցg յj',
  // Cherokee
  'Ꭺa Ᏼb Ꮯc Ꭰd Ꭼe Ꮋh Ꭻj Ꮶk Ꮮl Ꮇm Ꮲp Ꮢr Ꮪs Ꭲt Ꮩv Ꮃw Ꮓz',
  // Latin
  'ıi ȷj ɑa ɡg ɩi øo łl đd ħh ŧt ɪi ʟl ᴏo ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ᴊj ᴋk ᴍm ɴn ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz',
  // Digits and marks
  '0o Oo 1l Il |l',
].flatMap((pairs) => pairs.split(' '));

const lettersByLook = new Map(
  lookalikes.map((pair) => {
    const [character = '', letter = ''] = pair;
    return [character, letter];
  }),
);

/** Nothing of these is seen; U+2800 is a Braille cell without dots. */
const invisible = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{M}\p{C}\u2800]/gu;

/** Whether there is anything to see in a text. */
export const isVisible = (text: string): boolean => text.replace(invisible, '') !== '';

const dashes = /[\p{Pd}\u2212]/gu;
const quotes = /[\u2018\u2019\u201b\u02bc\u0060\u00b4]/gu;

/**
 * What a reader takes in of a name: the same for names that are told apart by their code points only. After the
 * skeleton of UTS #39, with a table of the letters that names of encoders are made of.
 */
export function skeleton(name: string): string {
  const plain = name.normalize('NFKD').replace(/[\p{Default_Ignorable_Code_Point}\p{M}\p{C}]/gu, '');
  const letters = [...plain.replace(dashes, '-').replace(quotes, "'")].map(
    (character) => lettersByLook.get(character) ?? lettersByLook.get(character.toLowerCase()) ?? character,
  );
  return letters
    .join('')
    .toLowerCase()
    .replace(/[\p{White_Space}\u2800]+/gu, ' ')
    .trim();
}

/** The same name to anyone, however it is written. */
const plainly = (name: string): string => name.normalize('NFC').toLowerCase().replace(/ +/g, ' ').trim();

/** Whether a name looks like another without being the same: it would be taken for it. */
export const imitates = (name: string, other: string): boolean =>
  skeleton(name) === skeleton(other) && plainly(name) !== plainly(other);
