/// Every row of the table of bad input is refused with field, value and rule.

#include <catch2/catch_test_macros.hpp>
#include <iostream>
#include <map>

#include "opiodyn/error.hpp"
#include "refusals/tables.hpp"

using refusals::Row;

namespace {

bool holds(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

/// Returns what is wrong with a refusal, or nothing.
std::string fault_of(const Row& row) {
    try {
        row.call();
    } catch (const opiodyn::InputError& error) {
        const std::string message = error.what();
        if (error.field() != row.field) return "the field is '" + error.field() + "'";
        if (error.value() != row.value) return "the value is '" + error.value() + "'";
        if (row.rule.empty() || !holds(error.rule(), row.rule))
            return "the rule is '" + error.rule() + "'";
        if (!holds(error.rule(), row.next))
            return "what to do next is not in '" + error.rule() + "'";
        for (const auto& part : {error.field(), error.value(), error.rule()})
            if (!holds(message, part)) return "the message is '" + message + "'";
        return "";
    } catch (const std::exception& error) {
        return std::string("another error: ") + error.what();
    } catch (...) {
        return "something that is no error";
    }
    return "accepted";
}

std::vector<Row> table() {
    std::vector<Row> rows;
    for (const auto& part :
         {refusals::dosing_doors(), refusals::model_doors(), refusals::number_doors(),
          refusals::run_doors(), refusals::substance_doors()})
        rows.insert(rows.end(), part.begin(), part.end());
    return rows;
}

void refuse() { throw opiodyn::InputError("a", "1", "must be 2; take 2"); }

}  // namespace

TEST_CASE("each row of the table of bad input is refused with field, value, rule and next step") {
    const auto rows = table();
    std::map<std::string, int> doors;
    int next = 0;
    for (const auto& row : rows) {
        ++doors[row.door];
        next += row.next.empty() ? 0 : 1;
        INFO(row.door << ": " << row.field << " = " << row.value);
        CHECK(fault_of(row) == "");
    }
    std::cout << "figure: bad input in C++: " << rows.size() << " rows at " << doors.size()
              << " doors, " << next << " of them say what to do next\n";
    CHECK(rows.size() >= 80);
}

TEST_CASE("a row is reported if its field, value, rule or next step is another") {
    CHECK(fault_of({"refuse", refuse, "a", "1", "must be 2", "take 2"}) == "");
    CHECK(fault_of({"refuse", refuse, "b", "1", "must be 2"}) == "the field is 'a'");
    CHECK(fault_of({"refuse", refuse, "a", "2", "must be 2"}) == "the value is '1'");
    CHECK(fault_of({"refuse", refuse, "a", "1", "must be 3"}) == "the rule is 'must be 2; take 2'");
    CHECK(fault_of({"refuse", refuse, "a", "1", ""}) == "the rule is 'must be 2; take 2'");
    CHECK(fault_of({"refuse", refuse, "a", "1", "must", "take 3"}) ==
          "what to do next is not in 'must be 2; take 2'");
    CHECK(fault_of({"nothing", [] {}, "a", "1", "must"}) == "accepted");
    CHECK(fault_of({"other", [] { throw std::out_of_range("map::at"); }, "a", "1", "must"}) ==
          "another error: map::at");
}
