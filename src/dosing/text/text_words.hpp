#pragma once
/// The words of a regimen's text, and errors that point at one of them.

#include <string>
#include <string_view>
#include <vector>

namespace opiodyn::detail {

struct Word {
    std::string_view text;
    std::size_t position{};
};

/// "then", "reset", "set", "stimulus" and "flare" begin a clause themselves, so that no drug may be
/// called so.
bool is_reserved(std::string_view word);

/// The words of one line, taken one after the other. The line must outlive them.
class Words {
public:
    explicit Words(std::string_view line);

    bool at_end() const { return next_ == words_.size(); }
    /// The word `ahead` places on, without taking it; past the end an empty one.
    Word peek(std::size_t ahead = 0) const;
    /// Fails at the end of the text: "expected ...".
    Word take(std::string_view expected);
    /// Takes the next word if it is this one.
    bool accept(std::string_view word);
    [[noreturn]] void fail(const Word& word, const std::string& rule) const;

private:
    void drop_comma();

    std::string_view line_;
    std::vector<Word> words_;
    std::size_t next_{0};
};

}  // namespace opiodyn::detail
