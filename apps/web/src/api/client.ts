import { connect, type Connection } from '#graft/api';

/** The server that this page came from; the browser sends its cookie along. */
export const connection: Connection = { url: '', token: null };

export const api = connect(connection);
