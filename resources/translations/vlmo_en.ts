<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>DataKind</name>
    <message numerus="yes">
        <source>%1 picture(s), %2</source>
        <translation>
            <numerusform>%1 picture, %2</numerusform>
            <numerusform>%1 pictures, %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 caption(s)</source>
        <translation>
            <numerusform>%1 caption</numerusform>
            <numerusform>%1 captions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 question(s)</source>
        <translation>
            <numerusform>%1 question</numerusform>
            <numerusform>%1 questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 statement(s)</source>
        <translation>
            <numerusform>%1 statement</numerusform>
            <numerusform>%1 statements</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 class(es)</source>
        <translation>
            <numerusform>%1 class</numerusform>
            <numerusform>%1 classes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message numerus="yes">
        <source>%1 picture(s) missing</source>
        <translation>
            <numerusform>%1 picture missing</numerusform>
            <numerusform>%1 pictures missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) cannot be read</source>
        <translation>
            <numerusform>%1 picture cannot be read</numerusform>
            <numerusform>%1 pictures cannot be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) in two splits at once</source>
        <translation>
            <numerusform>%1 picture in two splits at once</numerusform>
            <numerusform>%1 pictures in two splits at once</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 equal picture(s) in different classes</source>
        <translation>
            <numerusform>%1 equal picture in different classes</numerusform>
            <numerusform>%1 equal pictures in different classes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 statement(s) both true and false of the same pictures</source>
        <translation>
            <numerusform>%1 statement both true and false of the same pictures</numerusform>
            <numerusform>%1 statements both true and false of the same pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) nearly like one of another split</source>
        <translation>
            <numerusform>%1 picture nearly like one of another split</numerusform>
            <numerusform>%1 pictures nearly like one of another split</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 duplicate(s) within a split</source>
        <translation>
            <numerusform>%1 duplicate within a split</numerusform>
            <numerusform>%1 duplicates within a split</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 near duplicate(s) within a split</source>
        <translation>
            <numerusform>%1 near duplicate within a split</numerusform>
            <numerusform>%1 near duplicates within a split</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 very small picture(s)</source>
        <translation>
            <numerusform>%1 very small picture</numerusform>
            <numerusform>%1 very small pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 very long or very wide picture(s)</source>
        <translation>
            <numerusform>%1 very long or very wide picture</numerusform>
            <numerusform>%1 very long or very wide pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 item(s) left out while reading</source>
        <translation>
            <numerusform>%1 item left out while reading</numerusform>
            <numerusform>%1 items left out while reading</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No split to train on</source>
        <translation>
            <numerusform>No split to train on</numerusform>
            <numerusform>No split to train on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No split to measure on</source>
        <translation>
            <numerusform>No split to measure on</numerusform>
            <numerusform>No split to measure on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 empty text(s)</source>
        <translation>
            <numerusform>%1 empty text</numerusform>
            <numerusform>%1 empty texts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 text(s) hardly describing a picture</source>
        <translation>
            <numerusform>%1 text hardly describing a picture</numerusform>
            <numerusform>%1 texts hardly describing a picture</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 text(s) longer than the model reads</source>
        <translation>
            <numerusform>%1 text longer than the model reads</numerusform>
            <numerusform>%1 texts longer than the model reads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 text(s) with unknown words</source>
        <translation>
            <numerusform>%1 text with unknown words</numerusform>
            <numerusform>%1 texts with unknown words</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 caption(s) many pictures have in common</source>
        <translation>
            <numerusform>%1 caption many pictures have in common</numerusform>
            <numerusform>%1 captions many pictures have in common</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) without a caption</source>
        <translation>
            <numerusform>%1 picture without a caption</numerusform>
            <numerusform>%1 pictures without a caption</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 question(s) without an answer</source>
        <translation>
            <numerusform>%1 question without an answer</numerusform>
            <numerusform>%1 questions without an answer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 question(s) answered outside the answer list</source>
        <translation>
            <numerusform>%1 question answered outside the answer list</numerusform>
            <numerusform>%1 questions answered outside the answer list</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 answer(s) of the model nobody gave here</source>
        <translation>
            <numerusform>%1 answer of the model nobody gave here</numerusform>
            <numerusform>%1 answers of the model nobody gave here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The answer list would be empty</source>
        <translation>
            <numerusform>The answer list would be empty</numerusform>
            <numerusform>The answer list would be empty</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 picture(s) without a class</source>
        <translation>
            <numerusform>%1 picture without a class</numerusform>
            <numerusform>%1 pictures without a class</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 class(es) measured and never trained on</source>
        <translation>
            <numerusform>%1 class measured and never trained on</numerusform>
            <numerusform>%1 classes measured and never trained on</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 class(es) with fewer than five pictures</source>
        <translation>
            <numerusform>%1 class with fewer than five pictures</numerusform>
            <numerusform>%1 classes with fewer than five pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 split(s) with classes out of balance</source>
        <translation>
            <numerusform>%1 split with classes out of balance</numerusform>
            <numerusform>%1 splits with classes out of balance</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 split(s) with one label for most statements</source>
        <translation>
            <numerusform>%1 split with one label for most statements</numerusform>
            <numerusform>%1 splits with one label for most statements</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::CoverCard</name>
    <message numerus="yes">
        <source>%n outlined patch(es) covered</source>
        <translation>
            <numerusform>%n outlined patch covered</numerusform>
            <numerusform>%n outlined patches covered</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>as many random ones, %n draw(s)</source>
        <translation>
            <numerusform>as many random ones, %n draw</numerusform>
            <numerusform>as many random ones, %n draws</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DatasetSession</name>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s)</source>
        <translation>
            <numerusform>%n finding</numerusform>
            <numerusform>%n findings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::DoctorCard</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::EvidenceCard</name>
    <message numerus="yes">
        <source>The last %n word piece(s) did not fit into the model and were not read.</source>
        <translation>
            <numerusform>The last %n word piece did not fit into the model and was not read.</numerusform>
            <numerusform>The last %n word pieces did not fit into the model and were not read.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::HelpWindow</name>
    <message numerus="yes">
        <source>LibTorch %1, OpenCV %2, Qt %3
%4, %n processor(s)</source>
        <translation>
            <numerusform>LibTorch %1, OpenCV %2, Qt %3
%4, %n processor</numerusform>
            <numerusform>LibTorch %1, OpenCV %2, Qt %3
%4, %n processors</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::HistoryPane</name>
    <message numerus="yes">
        <source>%n removed.</source>
        <translation>
            <numerusform>%n removed.</numerusform>
            <numerusform>%n removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::JobRow</name>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::LibraryPanel</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::NextStep</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::Report</name>
    <message numerus="yes">
        <source>%n higher by more than the intervals</source>
        <translation>
            <numerusform>%n higher by more than the intervals</numerusform>
            <numerusform>%n higher by more than the intervals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lower by more than the intervals</source>
        <translation>
            <numerusform>%n lower by more than the intervals</numerusform>
            <numerusform>%n lower by more than the intervals</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n undecided, as the intervals overlap</source>
        <translation>
            <numerusform>%n undecided, as the intervals overlap</numerusform>
            <numerusform>%n undecided, as the intervals overlap</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::ReportCard</name>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::SkippedDialog</name>
    <message numerus="yes">
        <source>%n item(s) left out</source>
        <translation>
            <numerusform>%n item left out</numerusform>
            <numerusform>%n items left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::StatusLine</name>
    <message numerus="yes">
        <source>%1, %n thread(s)</source>
        <translation>
            <numerusform>%1, %n thread</numerusform>
            <numerusform>%1, %n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n job(s)</source>
        <translation>
            <numerusform>%n job</numerusform>
            <numerusform>%n jobs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>vlmo::ui::TokenBlockMap</name>
    <message numerus="yes">
        <source>%n word piece(s)</source>
        <extracomment>Below the map: the sentence as the model reads it</extracomment>
        <translation>
            <numerusform>%n word piece</numerusform>
            <numerusform>%n word pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>1 + %n patch(es) in reading order</source>
        <translation>
            <numerusform>1 + %n patch in reading order</numerusform>
            <numerusform>1 + %n patches in reading order</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n patch(es) in reading order</source>
        <translation>
            <numerusform>%n patch in reading order</numerusform>
            <numerusform>%n patches in reading order</numerusform>
        </translation>
    </message>
</context>
</TS>
