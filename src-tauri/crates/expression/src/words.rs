//! Everything that is said of an expression, by kind; the sentences are in `texts/en.toml`.

macro_rules! words {
    ($($(#[$doc:meta])* $kind:ident $code:tt $which:tt,)*) => {
        /// A kind of sentence, or of a part of one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Words {
            $($(#[$doc])* $kind,)*
        }

        impl Words {
            /// Every kind.
            #[cfg(test)]
            pub(crate) const ALL: &[Words] = &[$(Words::$kind,)*];

            /// Returns the stable code of what is said; of a part of a sentence, what it is a part of.
            pub(crate) fn code(self) -> &'static str {
                match self {
                    $(Words::$kind => $code,)*
                }
            }

            /// Returns the key of the text: the code, and which of its sentences.
            pub(crate) fn key(self) -> &'static str {
                match self {
                    $(Words::$kind => key!($code $which),)*
                }
            }
        }
    };
}

macro_rules! key {
    ($code:tt "") => {
        $code
    };
    ($code:tt $which:tt) => {
        concat!($code, ".", $which)
    };
}

words! {
    // What the parser, the checks and the compiler say of an expression.
    Semicolon "expression.semicolon" "",
    UnclosedAttribute "expression.unclosed_attribute" "",
    EmptyAttribute "expression.empty_attribute" "",
    AttributeBlanks "expression.attribute_blanks" "",
    UnescapedBackslash "expression.unescaped_backslash" "",
    UnclosedText "expression.unclosed_text" "",
    Operator "expression.operator" "",
    TooLong "expression.too_long" "",
    Empty "expression.empty" "",
    LeadingEquals "expression.leading_equals" "",
    SurplusBracket "expression.unexpected" "bracket",
    AfterTheEnd "expression.unexpected" "after_the_end",
    MissingRightOperand "expression.missing_operand" "right",
    MissingOperandAtEnd "expression.missing_operand" "end",
    NoNotSign "expression.operator" "not",
    UnexpectedOperand "expression.unexpected" "operand",
    Indexing "expression.indexing" "",
    TooDeep "expression.too_deep" "",
    EmptyGroup "expression.unexpected" "empty_group",
    Grouping "expression.grouping" "",
    UnclosedBracket "expression.unclosed_bracket" "",
    MissingComma "expression.missing_comma" "",
    UnexpectedArgument "expression.unexpected" "argument",
    AdviceRight "expression.unknown_function" "right",
    AdviceAnd "expression.unknown_function" "and",
    AdviceOr "expression.unknown_function" "or",
    AdviceSubstitute "expression.unknown_function" "substitute",
    AdviceTrimStart "expression.unknown_function" "trim_start",
    AdviceTrimEnd "expression.unknown_function" "trim_end",
    AdviceNumber "expression.unknown_function" "number",
    AttributeLetterCase "expression.letter_case" "attribute",
    UnknownAttributeNear "expression.unknown_attribute" "near",
    UnknownAttribute "expression.unknown_attribute" "",
    UnknownFunctionConcat "expression.unknown_function" "concat",
    UnknownFunctionNear "expression.unknown_function" "near",
    UnknownFunction "expression.unknown_function" "",
    FunctionLetterCase "expression.letter_case" "function",
    FunctionDialect "expression.dialect" "function",
    WordLetterCase "expression.unknown_word" "letter_case",
    WordBoolean "expression.unknown_word" "boolean",
    WordNull "expression.unknown_word" "null",
    WordFunction "expression.unknown_word" "function",
    UnknownWord "expression.unknown_word" "",
    DomainFqdnDialect "expression.dialect" "domain_fqdn",
    UnknownParameter "expression.unknown_parameter" "",
    ArgumentMissing "expression.argument_missing" "",
    EmptySlot "expression.empty_slot" "",
    TakesNone "expression.argument_count" "none",
    TakesOne "expression.argument_count" "one",
    TakesSome "expression.argument_count" "some",
    ArgumentCount "expression.argument_count" "",
    SwitchDefault "expression.switch_default" "",
    MidLengthMissing "expression.argument_missing" "mid_length",
    FormatDialect "expression.dialect" "format_date_time",
    IifPresence "expression.iif_presence" "",
    IifEmpty "expression.iif_empty" "",
    IifIgnoreFlow "expression.iif_ignore_flow" "",
    ReferenceAttribute "expression.reference_attribute" "",
    SwitchDuplicate "expression.switch_duplicate" "",
    SwitchPresence "expression.switch_presence" "",
    BooleanCase "expression.boolean_case" "",
    IndexOfItem "expression.index" "item",
    IndexOfCharacter "expression.index" "character",
    IndexOfPart "expression.index" "part",
    WordDelimiters "expression.word_delimiters" "",
    Interval "expression.interval" "",
    UnwrappedDate "expression.unwrapped_date" "",
    DateInput "expression.date_input" "",
    EmptyOldValue "expression.empty_old_value" "",
    NoSuchGroup "expression.group_name" "",
    NoSuchGroupInReplacement "expression.group_name" "replacement",
    EmptyMatch "expression.empty_match" "",
    ReplaceMode "expression.replace_mode" "",
    AmpersandDialect "expression.dialect" "ampersand",
    NoPlus "expression.arithmetic" "plus",
    NoArithmetic "expression.arithmetic" "",
    ChainedComparison "expression.chained_comparison" "",
    ComparisonPlace "expression.comparison_place" "",
    DateComparison "expression.date_comparison" "",
    NoAnd "expression.logic_operator" "and",
    NoOr "expression.logic_operator" "or",
    NestedSelectUnique "expression.nested_select_unique" "",
    SelectUnique "expression.select_unique" "",
    SelectUniqueMatching "expression.select_unique_matching" "",
    MatchingSources "expression.matching_sources" "",
    Direct "expression.direct" "",
    Constant "expression.constant" "",
    QuotesSingle "expression.single_quotes" "",
    QuotesCurly "expression.curly_quotes" "",
    ConstantArgument "expression.constant_argument" "",
    PatternRefused "expression.pattern" "",
    DateFormatRefused "expression.date_format" "",

    // What a fix does, on its button.
    WriteComma "fix" "write_comma",
    AddBracket "fix" "add_bracket",
    RemoveBlanks "fix" "remove_blanks",
    DoubleBackslash "fix" "double_backslash",
    AddQuotationMark "fix" "add_quotation_mark",
    UseStraightQuotes "fix" "use_straight_quotes",
    Write "fix" "write",
    RemoveEqualsSign "fix" "remove_equals_sign",
    RemoveIt "fix" "remove_it",
    RemoveTheRest "fix" "remove_the_rest",
    WriteNot "fix" "write_not",
    WriteItem "fix" "write_item",
    RemoveBrackets "fix" "remove_brackets",
    AddClosingBracket "fix" "add_closing_bracket",
    AddComma "fix" "add_comma",
    WriteAttribute "fix" "write_attribute",
    WriteJoin "fix" "write_join",
    UseReplace "fix" "use_replace",
    WriteText "fix" "write_text",
    AddBrackets "fix" "add_brackets",
    RemoveEmptySlot "fix" "remove_empty_slot",
    RemoveEmptySlots "fix" "remove_empty_slots",
    AddEmptyDefault "fix" "add_empty_default",
    AddLargeLength "fix" "add_large_length",
    AddEmptySlot "fix" "add_empty_slot",
    UseSwitch "fix" "use_switch",
    PutAroundWhole "fix" "put_around_whole",
    RemoveKey "fix" "remove_key",
    UseAttributeAsSource "fix" "use_attribute_as_source",
    WriteCDate "fix" "write_c_date",
    WriteDateFormat "fix" "write_date_format",
    PutIntoFifthSlot "fix" "put_into_fifth_slot",
    WriteAppend "fix" "write_append",
    PutIntoIif "fix" "put_into_iif",
    UseDateDiff "fix" "use_date_diff",
    NestIif "fix" "nest_iif",
    PutOutermost "fix" "put_outermost",
    WriteOne "fix" "write_one",

    // What is wrong with a regular expression.
    PatternsTooLarge "pattern" "too_large_together",
    PatternTooLarge "pattern" "too_large",
    NoGroupNamed "pattern" "no_group_named",
    BalancingGroups "pattern" "balancing_groups",
    NoGroupName "pattern" "no_group_name",
    NumberedGroupName "pattern" "numbered_group_name",
    HalfSurrogate "pattern" "half_surrogate",
    CategoryNeedsName "pattern" "category_needs_name",
    CategoryWithoutEnd "pattern" "category_without_end",
    UnicodeBlock "pattern" "unicode_block",
    NoCategory "pattern" "no_category",
    ControlNeedsLetter "pattern" "control_needs_letter",
    UnknownEscape "pattern" "unknown_escape",
    HexDigits "pattern" "hex_digits",
    ClassesTooDeep "pattern" "classes_too_deep",
    UnclosedClass "pattern" "unclosed_class",
    SubtractedClass "pattern" "subtracted_class",
    RangeEnd "pattern" "range_end",
    RangeOrder "pattern" "range_order",
    TwoGroupsNamed "pattern" "two_groups_named",
    NoOpeningBracket "pattern" "no_opening_bracket",
    NoClosingBracket "pattern" "no_closing_bracket",
    NothingToRepeat "pattern" "nothing_to_repeat",
    Conditions "pattern" "conditions",
    OptionN "pattern" "option_n",
    UnknownOption "pattern" "unknown_option",
    ReferenceNeedsName "pattern" "reference_needs_name",
    ReferenceWithoutEnd "pattern" "reference_without_end",
    NoGroupNumber "pattern" "no_group_number",
    Pattern "pattern" "",
    EngineRefuses "pattern" "engine",
    PatternWork "pattern" "too_much_work",
    SearchedTooLong "pattern" "searched_too_long",

    // What is wrong with a date format.
    FormatEmpty "date_format" "empty",
    FormatOneLetter "date_format" "one_letter",
    FormatDecimals "date_format" "decimals",
    FormatUnclosedQuote "date_format" "unclosed_quote",
    FormatPercent "date_format" "percent",
    DateFormat "date_format" "",

    // What is wrong with either.
    EndsWithBackslash "reason" "ends_with_backslash",

    // Why an expression has no result for a user.
    NotDocumented "evaluation.not_documented" "",
    NoDomain "evaluation.no_domain" "",
    TooMuchWork "evaluation.too_much_work" "",
    NotANumber "evaluation.not_a_number" "",
    SeveralValues "evaluation.several_values" "",
    TextTooLong "evaluation.too_long" "",
    UnknownOperator "evaluation.unknown_operator" "",
    NotACondition "evaluation.not_a_condition" "",
    AllTaken "evaluation.all_taken" "",
    NoUniqueValue "evaluation.no_unique_value" "",
    NoDefaultDomain "evaluation.no_default_domain" "",
    NotADate "evaluation.not_a_date" "",
    NoInterval "evaluation.interval" "",
    DateRange "evaluation.date_range" "",
    NotOfFormat "evaluation.not_a_date" "format",
    FormatTooLong "evaluation.date_format" "too_long",
    NoDateStyle "evaluation.date_styles" "",
    NotBase64 "evaluation.not_base64" "",
    NoEncoding "evaluation.encoding" "",
    NotASid "evaluation.not_a_sid" "",
    TooManyValues "evaluation.too_many_values" "",
    SeveralRoles "evaluation.several_roles" "",
    RandomLength "evaluation.random_length" "",
    RandomCharacters "evaluation.random_characters" "",
    ReplaceSlots "evaluation.replace_mode" "",
    OldValueEmpty "evaluation.empty_old_value" "",
    MidStart "evaluation.out_of_range" "mid",
    InStrStart "evaluation.out_of_range" "in_str",
    NoDnPart "evaluation.out_of_range" "dn_part",
    PatternFails "evaluation.pattern" "",
    PatternWorkFails "evaluation.pattern_work" "",
    SearchFails "evaluation.too_long" "searched",
    DateFormatFails "evaluation.date_format" "",
    NoItem "evaluation.out_of_range" "item",
    Raised "evaluation.raised" "",

    // Values and arguments, inside a sentence.
    NoValue "value" "none",
    Several "value" "several",
    ShownText "value" "text",
    ShownLongText "value" "long_text",
    OneValue "value" "one",
    ManyValues "value" "count",
    Argument "value" "argument",
    AnyArgument "value" "any_argument",

    // Microsoft's sister languages, inside a sentence.
    AppProvisioning "dialect" "app_provisioning",
    CloudSync "dialect" "cloud_sync",
    Graph2019 "dialect" "graph_2019",
    CrossTenant "dialect" "cross_tenant",
}
