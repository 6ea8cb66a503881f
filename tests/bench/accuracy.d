tests/bench/accuracy.o: tests/bench/accuracy.c tests/bench/../recorded.c \
 tests/bench/../recorded.h include/gcvalidate.h
tests/bench/../recorded.c:
tests/bench/../recorded.h:
include/gcvalidate.h:
