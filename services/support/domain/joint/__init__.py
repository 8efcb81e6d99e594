"""第十七条（二）：a joint matter (多评合一): several requests of one project that live and are decided as one."""
