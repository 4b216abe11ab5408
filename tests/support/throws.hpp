#pragma once
/// thrown() tells what a call throws, as text: type and message.

#include <exception>
#include <string>

#include "opiodyn/solver.hpp"

namespace support {

/// Returns a text such as "InputError: message", with the most derived type of ours, or "nothing".
template <class Call>
std::string thrown(Call call) {
    try {
        call();
    } catch (const opiodyn::ParseError& e) {
        return std::string("ParseError: ") + e.what();
    } catch (const opiodyn::UnknownNameError& e) {
        return std::string("UnknownNameError: ") + e.what();
    } catch (const opiodyn::InputError& e) {
        return std::string("InputError: ") + e.what();
    } catch (const opiodyn::Interrupted& e) {
        return std::string("Interrupted: ") + e.what();
    } catch (const opiodyn::NotConvergedError& e) {
        return std::string("NotConvergedError: ") + e.what();
    } catch (const opiodyn::SolverError& e) {
        return std::string("SolverError: ") + e.what();
    } catch (const opiodyn::Error& e) {
        return std::string("Error: ") + e.what();
    } catch (const std::exception& e) {
        return std::string("std::exception: ") + e.what();
    }
    return "nothing";
}

}  // namespace support
