"""One file or folder per format that banks are read from."""
