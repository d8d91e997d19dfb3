/// What `extract evaluate --format json` says of detection. Keys become snake_case; what could not be computed is left out.
struct DetectionJSON: Encodable {
    struct Score: Encodable {
        var characters: Int
        var suspected: Int
        var right: Int
        var precision: Double?
        var recall: Double?
        var f1: Double?

        init(_ score: DetectionScore) {
            (characters, suspected, right) = (score.characters, score.suspected, score.right)
            (precision, recall, f1) = (score.precision, score.recall, score.f1)
        }
    }

    struct Boundaries: Encodable {
        var passages: Int
        var passagesNear: Int
        var edges: Int
        var edgesNear: Int
        var edgeShare: Double?

        init(_ score: BoundaryScore) {
            (passages, passagesNear, edges, edgesNear) = (score.passages, score.passagesNear, score.edges, score.edgesNear)
            edgeShare = score.edgeShare
        }
    }

    struct Language: Encodable {
        var characters: Int
        var languageRight: Int
        var languageOpen: Int
        var scriptRight: Int
        var languageShare: Double?
        var scriptShare: Double?

        init(_ score: LostLanguageScore) {
            (characters, languageRight, languageOpen) = (score.characters, score.languageRight, score.languageOpen)
            (scriptRight, languageShare, scriptShare) = (score.scriptRight, score.languageShare, score.scriptShare)
        }
    }

    struct Errors: Encodable {
        var reading: String
        var edits: Int
        var characters: Int
        var unknown: Int
        var rate: Double?
    }

    struct Label: Encodable {
        var label: String
        var characters: Int
        var inGarble: Double?
        var inAnySuspect: Double?
        /// Characters by kind of suspect; those outside all under `none`.
        var suspectedAs: [String: Int]
    }

    struct Kind: Encodable {
        var kind: String
        var score: Score
        var foundAsAnyKind: Double?
    }

    struct Summary: Encodable {
        var name: String?
        var language: String?
        var ocrLanguages: String?
        var model: String?
        var dumps: Int
        var garble: Score
        var kinds: [Kind]
        var labels: [Label]
        var falseAlarmShare: Double?
        var boundaries: Boundaries
        var boundariesOfLostScript: Boundaries
        var lostLanguage: Language
        var verdictsRight: Int
        var reocrAsked: Int
        var reocrRight: Int
        var characterErrors: [Errors]
        var verdict: String?
        var verdictIsRight: Bool?
        var reocrLanguages: [String]?
        var reocrIsRight: Bool?
    }

    var total: Summary
    var groups: [Summary]
    var dumps: [Summary]
    var calibration: [CalibrationJSON]

    init(_ report: DetectionReport) {
        total = Summary(report.total)
        groups = report.groups.map { Summary($0.summary, $0.group) }
        dumps = report.dumps.map { dump in
            var summary = Summary(DetectionReport.Summary([dump]), dump.group)
            summary.name = dump.name
            (summary.verdict, summary.verdictIsRight) = (dump.verdict.rawValue, dump.verdictIsRight)
            (summary.reocrLanguages, summary.reocrIsRight) = (dump.reocrLanguages, dump.reocrIsRight)
            return summary
        }
        calibration = [CalibrationJSON("suspects", report.reliabilityOfSuspects())]
            + SuspectKind.allCases.map { CalibrationJSON("suspects of kind \($0.rawValue)", report.reliabilityOfSuspects($0)) }
                .filter { $0.samples > 0 }
            + [CalibrationJSON("characters", report.reliabilityOfCharacters)]
    }
}

extension DetectionJSON.Summary {
    init(_ summary: DetectionReport.Summary, _ group: DumpDetection.Group? = nil) {
        (language, ocrLanguages, model) = (group?.language, group?.ocrLanguages, group?.model)
        let matrix = summary.matrix
        dumps = summary.dumps
        garble = .init(matrix.garble)
        kinds = SuspectKind.allCases.map { .init(kind: $0.rawValue, score: .init(matrix.score($0)), foundAsAnyKind: matrix.foundShare(CharacterClass($0))) }
            .filter { $0.score.characters + $0.score.suspected > 0 }
        labels = CharacterClass.allCases.filter { matrix.characters($0) > 0 }.map { .init($0, matrix) }
        falseAlarmShare = summary.falseAlarmShare
        boundaries = .init(summary.boundaries)
        boundariesOfLostScript = .init(summary.boundariesOfLostScript)
        lostLanguage = .init(summary.lostLanguage)
        (verdictsRight, reocrAsked, reocrRight) = (summary.verdictsRight, summary.reocrAsked, summary.reocrRight)
        characterErrors = CharacterErrors.Reading.allCases.compactMap { reading in
            summary.errors[reading].map { .init(reading: reading.rawValue, edits: $0.edits, characters: $0.characters, unknown: $0.unknown, rate: $0.rate) }
        }
    }
}

extension DetectionJSON.Label {
    init(_ label: CharacterClass, _ matrix: DetectionMatrix) {
        self.label = label.rawValue
        characters = matrix.characters(label)
        inGarble = matrix.foundShare(label, asGarble: true)
        inAnySuspect = matrix.foundShare(label)
        suspectedAs = ["none": matrix[label, nil]]
        for kind in SuspectKind.allCases where matrix[label, kind] > 0 { suspectedAs[kind.rawValue] = matrix[label, kind] }
    }
}

struct CalibrationJSON: Encodable {
    var of: String
    var samples: Int
    var expectedCalibrationError: Double?
    var expectedByChance: Double?
    var adaptiveCalibrationError: Double?
    var brierScore: Double?
    var bins: [Reliability.Bin]
    var adaptiveBins: [Reliability.Bin]

    init(_ name: String, _ reliability: Reliability) {
        of = name
        samples = reliability.count
        (expectedCalibrationError, expectedByChance) = (reliability.error, reliability.floor)
        (adaptiveCalibrationError, brierScore) = (reliability.adaptiveError, reliability.brier)
        (bins, adaptiveBins) = (reliability.bins, reliability.adaptiveBins)
    }
}

struct FalseAlarmsJSON: Encodable {
    struct Summary: Encodable {
        var script: String?
        var files: Int
        var characters: Int
        var suspected: Int
        var share: Double?
        var meanShare: Double?
        var aboveThousandth: Int
        var aboveFiveThousandths: Int

        init(_ summary: FalseAlarms.Summary, script: String? = nil) {
            self.script = script
            (files, characters, suspected) = (summary.files, summary.characters, summary.suspected.values.reduce(0, +))
            (share, meanShare) = (summary.share, summary.meanShare)
            (aboveThousandth, aboveFiveThousandths) = (summary.aboveThousandth, summary.aboveFiveThousandths)
        }
    }

    struct File: Encodable {
        var name: String
        var script: String?
        var characters: Int
        var suspected: Int
        var share: Double
        var suspectedAs: [String: Int]
    }

    struct Unreadable: Encodable {
        var name: String
        var reason: String
    }

    var total: Summary
    var scripts: [Summary]
    var files: [File]
    var unreadable: [Unreadable]

    init(_ alarms: FalseAlarms) {
        total = Summary(alarms.total)
        scripts = alarms.byScript.map { Summary($0.summary, script: $0.script) }
        files = alarms.files.map { file in
            let kinds = Dictionary(uniqueKeysWithValues: file.suspected.map { ($0.key.rawValue, $0.value) })
            return File(
                name: file.name, script: file.script, characters: file.characters, suspected: file.all, share: file.share, suspectedAs: kinds)
        }
        unreadable = alarms.unreadable.map { Unreadable(name: $0.name, reason: $0.reason) }
    }
}
