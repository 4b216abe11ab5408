#pragma once
/// This header chooses the times at which a run reports. They change no number of a run, because its steps
/// do not depend on them.

#include <vector>

#include "opiodyn/dosing.hpp"
#include "opiodyn/entry.hpp"

namespace opiodyn {

/// Returns the times begin + k * delta [h], up to `end`, which is included if it falls on the grid.
/// Throws InputError for times that are not finite, a delta not above 0, an end before the start, and
/// more times than limits::output_times.
std::vector<double> grid(Time begin, Time end, Time delta);

/// Returns output times from 0 to `end` [h] that follow a regimen. They are a grid of a round step, which
/// is 15 min in a run of one to 31 days, less in a shorter run and more in a longer one. Up to 50,000 events
/// of the regimen are there too. After each event, unless there are more than 2000, further times begin a
/// minute or less after it and grow by 15 % until the grid is as dense. `end` is the last of them.
/// Throws InputError for an end that is not finite and at least 0, and for more times than
/// limits::output_times.
std::vector<double> output_times(const Regimen& regimen, Time end);

}  // namespace opiodyn
