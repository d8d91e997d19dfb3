// libyaml, as Debian's package libyaml-dev has it.
#include <yaml.h>
