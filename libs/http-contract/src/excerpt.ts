/** The beginning of what a client wrote, for a message that is shown to people. */
export const excerpt = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}...` : text);
