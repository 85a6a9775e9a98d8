"""One visitor: state of the address, data, draft, sign-in."""
