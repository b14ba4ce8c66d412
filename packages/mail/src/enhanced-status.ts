/**
 * Whether an enhanced status (RFC 3463) blames the recipient's address for good: 5.1 address, except the sender's (5.1.7,
 * 5.1.8), 5.2 mailbox, 5.4 no such host, 5.0 unspecified. 5.3, 5.5, 5.6 and 5.7 are about systems, our commands, our content
 * and our right to send; 4 may pass.
 */
export const blamesAddress = (status: string): boolean =>
  /^5\.[0124]\./.test(status) && status !== '5.1.7' && status !== '5.1.8'
