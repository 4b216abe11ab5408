#pragma once
/// What a call throws, as text: type and message.

#include <exception>
#include <string>

#include "opiodyn/solver.hpp"

namespace support {

/// "InvalidInput: message"; the most derived type of ours. "nothing" if nothing is thrown.
template <class Call>
std::string thrown(Call call) {
    try {
        call();
    } catch (const opiodyn::ParseError& e) {
        return std::string("ParseError: ") + e.what();
    } catch (const opiodyn::UnknownName& e) {
        return std::string("UnknownName: ") + e.what();
    } catch (const opiodyn::InvalidInput& e) {
        return std::string("InvalidInput: ") + e.what();
    } catch (const opiodyn::Interrupted& e) {
        return std::string("Interrupted: ") + e.what();
    } catch (const opiodyn::NotConverged& e) {
        return std::string("NotConverged: ") + e.what();
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
