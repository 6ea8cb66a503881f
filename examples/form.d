examples/form.o: examples/form.c include/gcvalidate.h
include/gcvalidate.h:
