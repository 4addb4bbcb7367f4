/** Names come from strangers’ files; a terminal obeys what it is sent. */
export const printable = (text: string): string => text.replace(/\p{C}/gu, '�');
