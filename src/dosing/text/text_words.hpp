#pragma once
/// This header splits a regimen's text into words, and makes errors that point at one of them.

#include <string>
#include <string_view>
#include <vector>

namespace opiodyn::detail {

struct Word {
    std::string_view text;
    std::size_t position{};

    /// Returns the word in lower case, an abbreviation without its dots: "p.o." and "PO" are "po".
    std::string folded() const;
    /// Tells whether this is a word of the language, in any case.
    bool is(std::string_view word) const { return folded() == word; }
};

/// Tells whether a word in any case begins a clause itself, so that no drug may be called so: "then", "reset",
/// "set", "stimulus", "flare" and "concentration".
bool is_reserved(std::string_view word);

/// Words are the words of one line, taken one after the other. The line must outlive them.
class Words {
public:
    explicit Words(std::string_view line);

    bool at_end() const { return next_ == words_.size(); }
    /// Returns the word `ahead` places on without taking it, or an empty one past the end.
    Word peek(std::size_t ahead = 0) const;
    /// Takes the next word. At the end of the text it fails with "expected ...".
    Word take(std::string_view expected);
    /// Takes the next word if it is this one, in any case.
    bool accept(std::string_view word);
    /// Takes the next words if they are those of a phrase in lower case, such as "every day".
    bool accept_phrase(std::string_view phrase);
    [[noreturn]] void fail(const Word& word, const std::string& rule) const;

private:
    void drop_comma();

    std::string_view line_;
    std::vector<Word> words_;
    std::size_t next_{0};
};

}  // namespace opiodyn::detail
