examples/minimal.o: examples/minimal.c include/gcvalidate.h
include/gcvalidate.h:
