import Kernel
import Platform
import Store

// The learning of a student goes with the account, the tutor's words about it included.
// swift-format-ignore
let progressData = [
    PersonalData(
        "topic_marks",
        ["it": "Voti per argomento", "en": "Marks of topics"],
        tables: ["topic_mark"],
        rows: { "topic_mark m WHERE m.student_id = \($0)" },
        export: .init(
            by: "m.id",
            .id("homework_id", "m.homework_id"),
            .text("topic", "m.topic"),
            .integer("score", "m.score"),
            .instant("at", "m.at")
        ),
        erasure: .delete(because: learning) { ["DELETE FROM topic_mark WHERE student_id = \($0)"] }
    ),
    PersonalData(
        "homework",
        ["it": "Compiti", "en": "Homework"],
        tables: ["homework"],
        rows: { "homework w WHERE w.student_id = \($0)" },
        export: .init(
            by: "w.id",
            .id("lesson_id", "w.lesson_id"),
            .text("title", "w.title"),
            .text("text", "w.body"),
            .json("topics", "w.topics"),
            .text("state", "w.state"),
            .text("answer", "w.answer"),
            .json("scores", "w.scores"),
            .text("feedback", "w.feedback"),
            .instant("due_at", "w.due_at"),
            .instant("handed_in_at", "w.handed_in_at"),
            .instant("created_at", "w.created_at")
        ),
        erasure: .delete(because: learning) { account in
            [
                "DELETE FROM history WHERE subject_kind = \(Homework.kind) AND subject_id IN (SELECT w.id FROM homework w WHERE w.student_id = \(account))",
                "DELETE FROM homework WHERE student_id = \(account)",
            ]
        }
    ),
    PersonalData(
        "lesson_notes",
        ["it": "Note sulle lezioni", "en": "Notes on lessons"],
        tables: ["lesson_note"],
        rows: { "lesson_note n WHERE n.student_id = \($0)" },
        export: .init(
            by: "n.id",
            .id("lesson_id", "n.lesson_id"),
            .text("text", "n.body"),
            .json("topics", "n.topics"),
            .instant("written_at", "n.written_at")
        ),
        erasure: .delete(because: learning) { ["DELETE FROM lesson_note WHERE student_id = \($0)"] }
    ),
    PersonalData(
        "goals",
        ["it": "Obiettivi", "en": "Goals"],
        tables: ["goal"],
        rows: { "goal g WHERE g.student_id = \($0)" },
        export: .init(
            by: "g.id",
            .text("title", "g.title"),
            .text("measure", "g.measure"),
            .text("topic", "g.topic"),
            .integer("target", "g.target"),
            .date("due", "g.due"),
            .text("state", "g.state"),
            .instant("created_at", "g.created_at")
        ),
        erasure: .delete(because: learning) { account in
            [
                "DELETE FROM history WHERE subject_kind = \(Goal.kind) AND subject_id IN (SELECT g.id FROM goal g WHERE g.student_id = \(account))",
                "DELETE FROM goal WHERE student_id = \(account)",
            ]
        }
    ),
]

private let learning: LocalizedText = [
    "it": "Servivano solo all'apprendimento dello studente.",
    "en": "They served the learning of the student only.",
]
