#pragma once
// A benchmark prints one JSON object per line, which benchmarks/measure.py collects.

#include <boost/json/src.hpp>
#include <iostream>

namespace rows {

inline void print(const boost::json::object& row) { std::cout << row << std::endl; }

}  // namespace rows
