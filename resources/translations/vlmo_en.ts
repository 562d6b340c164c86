<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
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
