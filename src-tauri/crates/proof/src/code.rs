//! The codes of everything a proof can find.
//!
//! Deliberately absent: words. They are in `texts/`, one table a code and language.

use footbridge_finding::codes;

codes! {
    /// What a proof found. Codes are added, never renamed.
    ///
    /// An error means that people's data would be wrong at the vendor, or that Entra would report failures; a
    /// warning, that it will be noticed sooner or later.
    pub enum Code {
        /// The query that looks whether the name is free is not answered with a list.
        QueryFailed = "proof.query_failed", Error;
        /// Somebody has the name of the made-up person or group; nothing was written.
        NameTaken = "proof.name_taken", Error;
        /// The user was not created.
        CreateRefused = "proof.create_refused", Error;
        /// The answer to a creation has no id, or the id of somebody else.
        NoId = "proof.no_id", Error;
        /// The user was created, and a query does not find it.
        NotFound = "proof.not_found", Error;
        /// A query finds it in the very letters only that were sent.
        CaseSensitive = "proof.case_sensitive_match", Error;
        /// The user cannot be read by its id.
        NotReadable = "proof.not_readable", Error;
        /// Values of the enterprise extension are lost on creation.
        ExtensionLost = "proof.extension_lost", Error;
        /// Other values are lost on creation.
        ValueLost = "proof.value_lost", Error;
        /// Values are kept in another form.
        ValueAltered = "proof.value_altered", Warning;
        /// The same user was created a second time.
        DuplicateAccepted = "proof.duplicate_accepted", Error;
        /// The second creation was refused with another status than 409.
        DuplicateStatus = "proof.duplicate_status", Warning;
        /// A change of an organisation level was accepted and not kept.
        LevelChangeLost = "proof.level_change_lost", Error;
        /// A change was refused.
        ChangeRefused = "proof.change_refused", Error;
        /// A change was accepted and not kept.
        ChangeIgnored = "proof.change_ignored", Error;
        /// A value that is selected by a filter and not there yet was refused.
        AbsentPathRefused = "proof.absent_path_refused", Error;
        /// `active` is kept as a text.
        FalseAsText = "proof.false_as_text", Error;
        /// The user was disabled and stays active.
        DisableIgnored = "proof.disable_ignored", Error;
        /// The disabled user is not found any more.
        DisabledHidden = "proof.disabled_hidden", Error;
        /// The disabled user was enabled and stays disabled.
        EnableIgnored = "proof.enable_ignored", Error;
        /// A user that was disabled and comes back with other values does not come back whole.
        RestoreIgnored = "proof.restore_ignored", Error;
        /// The manager was accepted and not kept.
        ManagerLost = "proof.manager_lost", Error;
        /// The manager is returned as a text.
        ManagerAsText = "proof.manager_as_text", Error;
        /// A value was removed and is still there.
        RemovalIgnored = "proof.removal_ignored", Warning;
        /// The group was not created.
        GroupRefused = "proof.group_refused", Error;
        /// The group was created, and a query does not find it.
        GroupNotFound = "proof.group_not_found", Error;
        /// A member was added and is not in the group.
        MemberNotAdded = "proof.member_not_added", Error;
        /// Several members were added at once, and not all are in the group.
        MembersIncomplete = "proof.members_incomplete", Error;
        /// Members are sent though they were excluded.
        MembersSent = "proof.members_sent", Warning;
        /// A member was removed and is still in the group.
        MemberNotRemoved = "proof.member_not_removed", Error;
        /// One member was removed, and others are gone with it.
        MembersEmptied = "proof.members_emptied", Error;
        /// The group was renamed and has its old name.
        RenameIgnored = "proof.rename_ignored", Error;
        /// What was deleted is still there.
        DeleteIgnored = "proof.delete_ignored", Error;
        /// What was deleted is not there, but the answer to its id is another one than 404.
        GoneStatus = "proof.gone_status", Warning;
        /// Something that was created could not be deleted.
        LeftBehind = "proof.left_behind", Error;
        /// The server asks to wait for longer than a proof lasts.
        RateLimited = "proof.rate_limited", Error;
        /// The time for one proof was over.
        OutOfTime = "proof.out_of_time", Error;
        /// The journal cannot be written, so nothing may be created.
        NoJournal = "proof.no_journal", Error;
        /// The mapping table has no matching attribute that tells the made-up person from others.
        NoMatch = "proof.no_match", Error;
        /// The domain is none.
        DomainInvalid = "proof.domain_invalid", Error;
    }
}
